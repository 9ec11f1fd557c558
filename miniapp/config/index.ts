import path from 'node:path'
import { defineConfig } from '@tarojs/cli'
import type Chain from 'webpack-chain'

const root = path.resolve(__dirname, '..')
const sharedSource = path.resolve(root, '../shared/src')
const a11yRuntime = path.resolve(root, 'plugins/a11y')
const oldPhones = path.resolve(root, 'plugins/old-phones')

const ownSource =
  /[\\/](miniapp[\\/]src[\\/](?!pages|account|reading|cadre|office|policies|policy-office)|shared[\\/]src)/

interface Chunk {
  name?: string
  groupsIterable: Iterable<{ origins: { request?: string }[] }>
  canBeInitial(): boolean
}

const askedBy = (chunk: Chunk, pages: RegExp): boolean =>
  [...chunk.groupsIterable].every((group) => group.origins.some(({ request }) => pages.test(request ?? '')))

/** Only pages of the subpackages ask for it, so the first page does not load it. */
const isLater = (chunk: Chunk) =>
  // What a computer alone fetches.
  chunk.name === 'desk' || askedBy(chunk, /^\.?\/?(account|reading|cadre|office|policies|policy-office)\//)
/** What the first page of h5 waits for: the entry, and the home page. */
const isFirst = (chunk: Chunk) => chunk.canBeInitial() || askedBy(chunk, /^\.?\/?pages\/home\//)

/**
 * What two pages or more use: one file for what the first page needs too, one for the other pages of the main package,
 * one for the subpackages.
 */
const sharedChunk = (test: RegExp, name: string) => ({
  test,
  minChunks: 2,
  name: (_module: unknown, chunks: Chunk[]) => {
    if (chunks.some(isFirst)) return name
    return chunks.every(isLater) ? `${name}-later` : `${name}-page`
  },
})

/** Of components and widgets a page gets what it names, not the whole list with its styles. */
const namedAlone = (chain: Chain) =>
  chain.module
    .rule('named-alone')
    .test(/[\\/]miniapp[\\/]src[\\/](components|widgets)[\\/].*\.tsx?$/)
    .set('sideEffects', false)

/** Taro turns these off, which terser has on. */
const compress = {
  ecma: 2017,
  arrows: true,
  collapse_vars: true,
  comparisons: true,
  computed_props: true,
  hoist_props: true,
  inline: true,
  loops: true,
  negate_iife: true,
  properties: true,
  reduce_funcs: true,
  reduce_vars: true,
  switches: true,
  typeofs: true,
}

export default defineConfig<'webpack5'>(async () => ({
  projectName: 'hutang',
  date: '2026-01-01',
  designWidth: 750,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  plugins: [
    path.resolve(a11yRuntime, 'index.js'),
    path.resolve(oldPhones, 'index.js'),
    path.resolve(root, 'plugins/own-title/index.js'),
    path.resolve(root, 'plugins/small-templates/index.js'),
    path.resolve(root, 'plugins/small-runtime/index.js'),
  ],
  defineConstants: {
    // Where the weapp finds the BFF; the h5 build is served by it and asks its own origin.
    API_BASE: JSON.stringify(
      process.env.TARO_ENV === 'h5' ? '' : (process.env.API_BASE ?? 'http://127.0.0.1:3000'),
    ),
    // 听一听 on weapp: WECHAT_SPEECH=1 once the plugin 同声传译 is added to the appid (微信公众平台 → 第三方设置 → 插件管理).
    SPEECH_PLUGIN: JSON.stringify(process.env.WECHAT_SPEECH === '1'),
  },
  copy: {
    patterns: [
      { from: 'src/assets/favicon.svg', to: `dist/${process.env.TARO_ENV}/favicon.svg` },
      ...(process.env.TARO_ENV === 'weapp'
        ? [
            { from: 'src/sitemap.json', to: 'dist/weapp/sitemap.json' },
            { from: 'src/assets/card.png', to: 'dist/weapp/assets/card.png' },
          ]
        : []),
    ],
    options: {},
  },
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: true },
  mini: {
    compile: { include: [sharedSource, a11yRuntime, oldPhones] },
    // Taro's 16 levels of templates stay: a page's deepest node is the 17th, and rules such as `.size-huge .row` end at
    // the component that Taro draws below them.
    // Nothing here writes HTML, so its parser need not be loaded.
    runtime: { enableInnerHTML: false },
    // A sign is three bytes as it is, six when escaped.
    terser: { enable: true, config: { compress, output: { ascii_only: false } } },
    webpackChain: (chain) => void namedAlone(chain),
    postcss: {
      pxtransform: { enable: true, config: {} },
      [path.resolve(root, 'plugins/phone-styles/index.js')]: { enable: true, config: {} },
      cssModules: { enable: false, config: { namingPattern: 'module' } },
    },
  },
  h5: {
    publicPath: './',
    staticDirectory: 'static',
    compile: { include: [sharedSource] },
    // Hash routes: the BFF serves one file, a link survives a reload, no fallback to keep in step.
    router: { mode: 'hash' },
    // Taro keeps the names of functions and quotes every key.
    terser: {
      enable: true,
      config: {
        keep_fnames: false,
        compress,
        output: { ascii_only: false, quote_keys: false, keep_quoted_props: false },
      },
    },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: {
      autoprefixer: { enable: true, config: {} },
      // 750 design px = 375 css px; a wider window gets a column, not bigger letters.
      pxtransform: { enable: true, config: { baseFontSize: 20, minRootSize: 18, maxRootSize: 20.8 } },
      cssModules: { enable: false, config: { namingPattern: 'module' } },
    },
    webpackChain(chain) {
      chain.module
        .rule('no-icon-font')
        .test(/taro-components\.css$/)
        .enforce('pre')
        .use('no-icon-font')
        .loader(path.resolve(root, 'plugins/no-icon-font/index.js'))
      chain.module
        .rule('no-bar-icons')
        .test(/[\\/]@tarojs[\\/]router[\\/]dist[\\/]navigationBar\.js$/)
        .enforce('pre')
        .use('no-bar-icons')
        .loader(path.resolve(root, 'plugins/no-bar-icons/index.js'))
      namedAlone(chain)
      chain.optimization.splitChunks({
        chunks: 'all',
        minSize: 20_000,
        cacheGroups: {
          default: false,
          defaultVendors: false,
          vendors: { name: 'vendors', test: /[\\/]node_modules[\\/]/, priority: 10, chunks: 'initial' },
          libraries: { ...sharedChunk(/[\\/]node_modules[\\/]/, 'libraries'), chunks: 'async', priority: 8 },
          common: { ...sharedChunk(ownSource, 'common'), priority: 5 },
        },
      })
    },
  },
}))
