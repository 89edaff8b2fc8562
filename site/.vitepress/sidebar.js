import path from 'node:path'
import { pageOf } from './pages.js'
import { read, titleOf } from './titles.js'

const LINE = /^#{2,3} (?<heading>.+)$|\]\((?<link>[^)#:]+\.md)\)/gm

/**
 * The sections of a map, each with the pages that it links: a page is listed once, at its first place. The
 * section of the page that is shown is open.
 */
export function sidebar(map) {
  const sections = []
  const listed = new Set()
  for (const { groups } of read(map).matchAll(LINE)) {
    if (groups.heading) {
      sections.push({ text: groups.heading, collapsed: true, items: [] })
    } else if (sections.length > 0) {
      const file = path.posix.join(path.posix.dirname(map), groups.link)
      if (!listed.has(file)) {
        listed.add(file)
        sections.at(-1).items.push({ text: titleOf(file), link: `/${pageOf(file).replace(/(index)?\.md$/, '')}` })
      }
    }
  }
  return sections.filter((section) => section.items.length > 0)
}
