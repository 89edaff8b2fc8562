import path from 'node:path'
import { root } from './repository.js'

const CONFIG = path.join(root, 'site/.vitepress/config.js')

/** A page imports Vue. It is looked for from here, because the folder of the page has no packages. */
export const packagesForPages = {
  name: 'packages-for-pages',
  enforce: 'pre',
  resolveId(id, importer) {
    return /^vue(\/|$)/.test(id) && importer?.endsWith('.md') ? this.resolve(id, CONFIG, { skipSelf: true }) : null
  },
}
