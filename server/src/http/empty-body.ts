import fp from 'fastify-plugin'
import { AppError } from '../errors'

/** No body of the contract is as deep, and the database takes no more than a hundred levels. */
const deepest = 64

/** Looked at before it is parsed: what walks through it later calls itself for each level. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (quoted) {
      if (sign === '\\') at++
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === '{' || sign === '[') {
      if (++depth > deepest) return true
    } else if (sign === '}' || sign === ']') depth--
  }
  return false
}

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
      else if (isTooDeep(text)) done(new AppError('malformedJson'))
      else parseJson(request, text, done)
    })
  },
  { name: 'empty-body' },
)
