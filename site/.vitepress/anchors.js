import fs from 'node:fs'
import path from 'node:path'

const ID = / id="([^"]+)"/g
const LINK = /<a [^>]*href="([^"#:]*)#([^"]+)"/g

/** Fails the build if a link names a heading that is not on the page it leads to. VitePress looks at pages only. */
export function followAnchors({ outDir, site }) {
  const pages = new Map(
    fs
      .readdirSync(outDir, { recursive: true })
      .filter((file) => file.endsWith('.html'))
      .map((file) => [site.base + file, fs.readFileSync(path.join(outDir, file), 'utf8')]),
  )
  const ids = new Map([...pages].map(([url, html]) => [url, new Set([...html.matchAll(ID)].map(([, id]) => id))]))
  const broken = [...pages].flatMap(([url, html]) =>
    [...html.matchAll(LINK)]
      .map(([, page, anchor]) => [(page || url).replace(/\/$/, '/index.html'), decodeURIComponent(anchor)])
      .filter(([page, anchor]) => !ids.get(page)?.has(anchor))
      .map(([page, anchor]) => `${url}: ${page}#${anchor}`),
  )
  if (broken.length > 0) {
    throw new Error(`no such heading:\n${broken.join('\n')}`)
  }
}
