import path from 'node:path'
import { slug } from 'github-slugger'
import { defineConfig } from 'vitepress'
import { followAnchors } from './anchors.js'
import { indentedBlocks } from './blocks.js'
import { linksOfRepository } from './links.js'
import { packagesForPages } from './packages.js'
import { pageOf } from './pages.js'
import { repository } from './repository.js'
import { sidebar } from './sidebar.js'

// Where the site is on its host, such as /rollcall; empty at the top.
const basePath = process.env.BASE_PATH ?? ''

// The pages are the Markdown files of the repository, as they are. ADR 117 says why.
export default defineConfig({
  title: 'Rollcall',
  description: 'Tells you when a job did not run. A twelve-factor web service, and how it is built.',
  lang: 'en',
  head: [['link', { rel: 'icon', href: `${basePath}/mark.svg`, type: 'image/svg+xml' }]],

  srcDir: '..',
  srcExclude: ['.github/**', 'AGENTS.md', 'target/**', 'template/**'],
  rewrites: pageOf,
  buildEnd: followAnchors,
  ignoreDeadLinks: 'localhostLinks',
  base: `${basePath}/`,
  outDir: `../target/site${basePath}`,
  cacheDir: '../target/site-cache',
  vite: {
    publicDir: path.resolve(import.meta.dirname, '../public'),
    plugins: [packagesForPages],
    build: { chunkSizeWarningLimit: 2000 }, // the index of the search, which is loaded when somebody searches
    server: { watch: { ignored: ['**/target/**'] } },
  },

  markdown: {
    // The anchors of GitHub, which the links in the pages name.
    anchor: { slugify: (heading) => slug(heading) },
    // GitHub has no attributes in braces.
    attrs: { disable: true },
    languageAlias: { crontab: 'bash' },
    config: (markdown) => {
      linksOfRepository(markdown)
      indentedBlocks(markdown)
    },
  },

  themeConfig: {
    logo: '/mark.svg',
    nav: [
      { text: 'Documentation', link: '/overview', activeMatch: '^/(?!$|adr/|factors/|deploy/|changelog)' },
      { text: 'Deploy', link: '/deploy/', activeMatch: '^/deploy/' },
      { text: 'Factors', link: '/factors/', activeMatch: '^/factors/' },
      { text: 'Decisions', link: '/adr/', activeMatch: '^/adr/' },
      { text: 'Changes', link: '/changelog' },
    ],
    sidebar: {
      '/adr/': sidebar('docs/adr/README.md'),
      '/': sidebar('docs/README.md'),
    },
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: repository.home }],
    editLink: { pattern: `${repository.home}/edit/main/:path`, text: 'Change this page' },
    footer: { message: 'Licence: Apache-2.0' },
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          searchOptions: {
            // Pages for users before the reasons behind them.
            boostDocument: (id) => (id.includes('/adr/') || id.includes('/changelog') ? 0.4 : 1),
          },
        },
      },
    },
  },
})
