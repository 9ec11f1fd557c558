/** A PostCSS plugin for weapp: its page is called `page`, and a phone prints nothing. */
const phoneStyles = () => ({
  postcssPlugin: 'phone-styles',
  AtRule: {
    media(rule) {
      if (rule.params === 'print') rule.remove()
    },
  },
  Rule(rule) {
    if (/^(body|html)$/.test(rule.selector)) rule.selector = 'page'
  },
})

phoneStyles.postcss = true

module.exports = phoneStyles
