import assert from 'node:assert/strict'
import { attacked, startDemo } from '../service.mjs'

const token = 'a-token-of-the-operators'
const settings = {
  DEMO: '0',
  JWT_SECRET: 'a secret of the attacks, long enough for it',
  FIELD_KEY: '11'.repeat(32),
  HASH_KEY: '22'.repeat(32),
  WECHAT_APPID: 'wx-attacks',
  WECHAT_SECRET: 'secret',
  WECHAT_EVENT_TOKEN: 'token',
  WECHAT_BASE_URL: 'http://127.0.0.1:9',
  WECHAT_TEMPLATE_PUBLISHED: 'published',
  WECHAT_TEMPLATE_EMERGENCY: 'emergency',
  OPERATIONS_TOKEN: token,
}

export default {
  name: 'a stranger reads /metrics, /docs and /openapi.json of a real service',
  found: 'all were open: what is asked, how often, and every door',
  needs: 'process',
  async check() {
    const real = await startDemo(settings)
    try {
      const { ask } = attacked(real.url, real)
      for (const path of ['/metrics', '/docs', '/docs/static/index.html', '/docs/json', '/openapi.json']) {
        assert.equal((await ask(path)).status, 401, `${path} is open`)
        assert.equal((await ask(path, { token: 'guess' })).status, 401, `${path} opens to a guess`)
        assert.ok((await ask(path, { token })).status < 400, `${path} does not open to its token`)
      }
      assert.equal(
        (await ask('/api/sessions/demo', { method: 'POST', body: { persona: 'clerk' } })).status,
        404,
      )
    } finally {
      await real.stop()
    }
    return 'closed without the token; no door of the demo'
  },
}
