import fs from 'node:fs'
import path from 'node:path'
import { root } from './repository.js'

/** The text of a file of the repository. */
export function read(file) {
  return fs.readFileSync(path.join(root, file), 'utf8')
}

/** The heading of a page. */
export function titleOf(file) {
  return read(file).match(/^# (.+)$/m)[1].replaceAll('`', '')
}
