import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'

export default {
  name: 'a push of the vendor is sent again: later, with another body, many times at once',
  found: 'everything with a good signature was taken, however old and however often',
  needs: 'process',
  async check({ ask, process }) {
    const token = process.secrets().wechatEventToken
    const push = (nonce, age, openid) => {
      const timestamp = String(Math.floor(Date.now() / 1000) - age)
      const signature = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex')
      return ask(`/api/wechat/events?signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`, {
        method: 'POST',
        body: {
          FromUserName: openid,
          CreateTime: Number(timestamp),
          MsgType: 'event',
          Event: 'subscribe_msg_popup_event',
          List: { TemplateId: 'demo-published', SubscribeStatusString: 'accept', PopupScene: '0' },
        },
      })
    }
    const key = String(Date.now())
    assert.equal((await push(`${key}a`, 0, 'attacker')).status, 200)
    assert.equal((await push(`${key}a`, 0, 'attacker')).status, 403, 'the same push was taken twice')
    assert.equal(
      (await push(`${key}a`, 0, 'somebody-else')).status,
      403,
      'a nonce was taken with another body',
    )
    assert.equal((await push(`${key}b`, 301, 'attacker')).status, 403, 'an old push was taken')
    assert.equal((await push(`${key}c`, -301, 'attacker')).status, 403, 'a push of the future was taken')
    const together = await Promise.all(Array.from({ length: 20 }, () => push(`${key}d`, 0, 'attacker')))
    const taken = together.filter(({ status }) => status === 200).length
    assert.equal(taken, 1, `${taken} of twenty equal pushes were taken`)
    return 'each nonce was taken once, none beyond five minutes'
  },
}
