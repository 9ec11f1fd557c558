import assert from 'node:assert/strict'

const coded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

export default {
  name: 'forged, cut and ended tokens; refresh tokens that are tokens of nobody',
  found: 'nothing: each is refused; signing out ends both tokens at once',
  async check({ ask, anotherAddress }) {
    const enter = async () =>
      (
        await ask('/api/sessions/demo', {
          method: 'POST',
          body: { persona: 'publisher' },
          from: anotherAddress(),
        })
      ).json
    const { accessToken, refreshToken } = await enter()
    const [head, claims, signature] = accessToken.split('.')
    const operator = coded({ ...JSON.parse(Buffer.from(claims, 'base64url')), sub: 'demo-operator' })
    const forged = [
      `${coded({ alg: 'none', typ: 'JWT' })}.${claims}.`,
      `${coded({ alg: 'RS256', typ: 'JWT' })}.${claims}.${signature}`,
      `${head}.${operator}.${signature}`,
      `${head}.${claims}`,
      `${accessToken}x`,
      refreshToken,
      '..',
      'null',
    ]
    for (const token of forged) {
      const { status } = await ask('/api/me', { token, from: anotherAddress() })
      assert.equal(status, 401, `${token.slice(0, 30)} was answered ${status}`)
    }
    const refresh = (value) =>
      ask('/api/sessions/refresh', { method: 'POST', body: { refreshToken: value }, from: anotherAddress() })
    for (const value of [accessToken, `${refreshToken}x`, refreshToken.slice(0, -4), 'x']) {
      const { status } = await refresh(value)
      assert.ok(
        status === 401 || status === 422,
        `the refresh token ${value.slice(0, 12)} was answered ${status}`,
      )
    }
    assert.equal((await ask('/api/me', { token: accessToken })).status, 200)
    assert.equal((await ask('/api/sessions/current', { method: 'DELETE', token: accessToken })).status, 200)
    assert.equal((await ask('/api/me', { token: accessToken })).status, 401, 'signed out, and still in')
    assert.equal((await refresh(refreshToken)).status, 401, 'signed out, and refreshed')
    return `${forged.length} forged ones refused, both tokens ended by signing out`
  },
}
