/** weapp: WeChat's bar says 护塘 on every page. The text size does not reach it, so each page draws its own title below. */
module.exports = (ctx) => {
  ctx.modifyMiniConfigs(({ configMap }) => {
    if (process.env.TARO_ENV !== 'weapp') return
    for (const [file, { content }] of Object.entries(configMap)) {
      if (!/app\.config/.test(file)) delete content.navigationBarTitleText
    }
  })
}
