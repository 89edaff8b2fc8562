import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA } = process.env

/** Where the checkout is. */
export const root = path.resolve(import.meta.dirname, '../..')

/** Where readers find the sources: on GitHub in a workflow, else in this checkout. */
export const repository = GITHUB_REPOSITORY
  ? {
      home: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`,
      urlOf: (file, folder) =>
        `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/${folder ? 'tree' : 'blob'}/${GITHUB_SHA ?? 'HEAD'}/${file}`,
    }
  : { home: pathToFileURL(root).href, urlOf: (file) => pathToFileURL(path.join(root, file)).href }
