import path from 'node:path'

const home = { 'site/home.md': 'index.md', 'README.md': 'readme.md', 'docs/README.md': 'overview.md' }

/** The page that a file of the repository becomes: `docs/api.md` is `api.md`, a README is the page of its folder. */
export function pageOf(file) {
  if (file in home) {
    return home[file]
  }
  const { dir, base } = path.posix.parse(file.replace(/^docs\//, ''))
  return path.posix.join(dir, base === 'README.md' ? 'index.md' : dir ? base : base.toLowerCase())
}
