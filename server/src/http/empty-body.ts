import fp from 'fastify-plugin'

/**
 * wx.request says `content-type: application/json` also when it sends nothing: that is fine for a route that
 * wants no body. https://developers.weixin.qq.com/miniprogram/dev/api/network/request/wx.request.html
 */
export const emptyBodyPlugin = fp(
  async (app) => {
    const parseJson = app.getDefaultJsonParser('error', 'error')
    app.removeContentTypeParser('application/json')
    app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
      if (text === '' && !request.routeOptions.schema?.body) done(null)
      else parseJson(request, text, done)
    })
  },
  { name: 'empty-body' },
)
