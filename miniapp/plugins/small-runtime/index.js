const path = require('node:path')

const trimmed =
  /[\\/]@tarojs[\\/](shared[\\/]dist[\\/](components|native-apis)|runtime[\\/]dist[\\/]dom[\\/]style_properties|plugin-platform-weapp[\\/]dist[\\/]runtime)\.js$/

/** Keeps taro.js small: Taro carries the attributes of every component and the names of every function of WeChat. */
module.exports = (ctx) => {
  ctx.modifyWebpackChain(({ chain }) => {
    if (process.env.TARO_ENV !== 'weapp') return
    chain.module
      .rule('small-runtime')
      .test(trimmed)
      .enforce('pre')
      .use('small-runtime')
      .loader(path.join(__dirname, 'loader.js'))
  })
}
