import { describe, expect, it } from '@jest/globals'
import jwt from 'jsonwebtoken'
import { issueAccessToken, readAccessToken } from '../../../server/src/features/accounts/tokens'

const secret = '密钥-test-secret-test-secret-test-secret!'
const now = new Date('2026-11-20T02:00:00Z')
const clock = { now: () => now }
const claims = { account: 'a', session: 's' }
const seconds = now.getTime() / 1000

describe('an access token', () => {
  it('that was signed with the secret as text is still good', () => {
    const before = jwt.sign({ sid: 's', iat: seconds }, secret, { subject: 'a', expiresIn: 900 })
    expect(readAccessToken(before, secret, clock)).toEqual(claims)
    expect(
      jwt.verify(issueAccessToken(claims, secret, clock), secret, { clockTimestamp: seconds }),
    ).toMatchObject({
      sub: 'a',
      sid: 's',
    })
  })

  it('is good for fifteen minutes, and only with its own secret', () => {
    const token = issueAccessToken(claims, secret, clock)
    const later = (ms: number) => ({ now: () => new Date(now.getTime() + ms) })
    expect(readAccessToken(token, secret, later(899_000))).toEqual(claims)
    expect(readAccessToken(token, secret, later(900_000))).toBeNull()
    expect(readAccessToken(token, `${secret}x`, clock)).toBeNull()
  })

  it('of another algorithm, or of none, is not ours', () => {
    const other = jwt.sign({ sid: 's', iat: seconds }, secret, { subject: 'a', algorithm: 'HS512' })
    const none = jwt.sign({ sid: 's', iat: seconds }, null, { subject: 'a', algorithm: 'none' })
    for (const token of [other, none, 'x', '']) expect(readAccessToken(token, secret, clock)).toBeNull()
  })
})
