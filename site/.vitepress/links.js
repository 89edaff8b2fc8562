import fs from 'node:fs'
import path from 'node:path'
import { pageOf } from './pages.js'
import { repository, root } from './repository.js'
import { titleOf } from './titles.js'

/**
 * Links of a page are relative to its file. Those to a page lead to that page of the site, others to the repository. A
 * link that shows the name of a file shows the title of the page.
 */
export function linksOfRepository(markdown) {
  markdown.core.ruler.push('links-of-repository', (state) => {
    for (const { children } of state.tokens.filter((token) => token.children)) {
      children.forEach((token, at) => {
        const href = token.type === 'link_open' ? token.attrGet('href') : ''
        if (href && !/^([a-z]+:|#)/.test(href)) {
          lead(token, children[at + 1], href, state.env.realPath ?? state.env.path)
        }
      })
    }
  })
}

function lead(link, text, href, source) {
  const [target, anchor] = href.split('#')
  const file = path.relative(root, path.resolve(path.dirname(source), decodeURI(target)))
  if (!file.endsWith('.md')) {
    link.attrSet('href', repository.urlOf(file, fs.statSync(path.join(root, file)).isDirectory()))
    return
  }
  link.attrSet('href', `/${pageOf(file)}${anchor ? `#${anchor}` : ''}`)
  if (/^[\w./-]+(\.md|\/)$/.test(text.content)) {
    text.content = titleOf(file)
  }
}
