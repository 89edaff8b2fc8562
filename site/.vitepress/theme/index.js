import { h } from 'vue'
import DefaultTheme from 'vitepress/theme-without-fonts'
import checks from '../../../docs/images/checks.png'
import './style.css'

export default {
  extends: DefaultTheme,
  Layout: () =>
    h(DefaultTheme.Layout, null, {
      'home-hero-image': () =>
        h('img', { class: 'screenshot', src: checks, alt: 'The checks of a project: what is down comes first' }),
    }),
}
