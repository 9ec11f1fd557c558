import { generateKeyPairSync } from 'node:crypto'
import { maskedEmail, plainEmail } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { ConfigError, readConfig } from '../../server/src/config'

const server = {
  SMTP_URL: 'smtps://office:secret@smtp.example.cn:465',
  MAIL_FROM: '护塘村村务公开 <notice@example.cn>',
  PUBLIC_URL: 'https://hutang.example',
}
const pem = (type: 'rsa' | 'ed25519'): string => {
  const { privateKey } =
    type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519')
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
}
const key = pem('rsa')

describe('the mail server', () => {
  it('is none by default, and everything else works', () => {
    expect(readConfig({}).email).toMatchObject({ url: '', dkim: null, rate: 60 })
  })

  it('is read as it is given; answers go to the sender unless told otherwise', () => {
    expect(readConfig(server).email).toEqual({
      url: server.SMTP_URL,
      from: server.MAIL_FROM,
      replyTo: server.MAIL_FROM,
      rate: 60,
      dkim: null,
    })
    const more = { ...server, MAIL_REPLY_TO: 'office@example.cn', SMTP_RATE: '0' }
    expect(readConfig(more).email).toMatchObject({ replyTo: 'office@example.cn', rate: 0 })
  })

  it.each(Object.keys(server).filter((name) => name !== 'PUBLIC_URL'))(
    'given in part is one sentence that names what is missing: only %s',
    (name) => {
      const others = Object.keys(server).filter((other) => other !== name)
      const env = { [name]: server[name as keyof typeof server] }
      expect(() => readConfig(env)).toThrow(ConfigError)
      expect(() => readConfig(env)).toThrow(
        new RegExp(`^要发邮件，还缺环境变量 ${others.join('、')}；[^\\n]+。$`),
      )
    },
  )

  it.each([
    ['SMTP_URL', 'smtp.example.cn'],
    ['SMTP_URL', 'http://smtp.example.cn'],
    ['SMTP_URL', 'smtps://office:100%zz@smtp.example.cn'],
    ['SMTP_URL', 'smtps://a b@smtp.example.cn'],
    ['MAIL_FROM', '护塘村'],
    ['MAIL_FROM', 'a@b.cn\r\nBcc: c@d.cn'],
    ['MAIL_REPLY_TO', '办公室'],
    ['SMTP_RATE', 'many'],
  ])('refuses %s=%j', (name, value) => {
    expect(() => readConfig({ ...server, [name]: value })).toThrow(new RegExp(`环境变量 ${name} `))
  })
})

it('a password with odd signs is read as it was meant, and not repeated where it is wrong', () => {
  const url = 'smtps://notice%40example.cn:p%40ss%2Fw%25@smtp.example.cn:465'
  expect(readConfig({ ...server, SMTP_URL: url }).email.url).toBe(url)
  const wrong = { ...server, SMTP_URL: 'smtps://office:secret%zz@smtp.example.cn' }
  expect(() => readConfig(wrong)).toThrow(/^(?!.*secret)环境变量 SMTP_URL /)
})

describe('the signature', () => {
  const dkim = { DKIM_DOMAIN: 'example.cn', DKIM_SELECTOR: 's1', DKIM_KEY: key }

  it('has a key of which line ends may be written out', () => {
    const env = { ...server, ...dkim, DKIM_KEY: key.replaceAll('\n', '\\n') }
    expect(readConfig(env).email.dkim).toEqual({ domain: 'example.cn', selector: 's1', key })
  })

  it.each(Object.keys(dkim))('without %s is one sentence', (name) => {
    expect(() => readConfig({ ...server, ...dkim, [name]: '' })).toThrow(
      new RegExp(`^要给邮件签名，还缺环境变量 ${name}；[^\\n]+。$`),
    )
  })

  it.each(['no key', pem('ed25519')])('refuses what is no RSA key, without repeating it', (DKIM_KEY) => {
    expect(() => readConfig({ ...server, ...dkim, DKIM_KEY })).toThrow(/^环境变量 DKIM_KEY 不是[^\n]+。$/)
  })
})

describe('an address', () => {
  it.each([
    ['wang@qq.com', 'wang@qq.com', 'w***@qq.com'],
    [' Wang＠QQ．COM ', 'Wang@qq.com', 'W***@qq.com'],
    ['a@b.cn', 'a@b.cn', 'a***@b.cn'],
    [
      'first.last+tag@mail.example-1.com.cn',
      'first.last+tag@mail.example-1.com.cn',
      'f***@mail.example-1.com.cn',
    ],
  ])('%j', (typed, plain, masked) => {
    expect(plainEmail(typed)).toBe(plain)
    expect(maskedEmail(plain)).toBe(masked)
  })

  it.each([
    ...['', 'a', 'a@', '@b.cn', 'a@b', 'a@b@c.cn', 'a b@c.cn', 'a@-b.cn', 'a@b..cn', '王@b.cn', '<a@b.cn>'],
    ...[
      'a@b.cn,c@d.cn',
      'a@b.cn\nBcc: c@d.cn',
      `${'a'.repeat(65)}@b.cn`,
      `a@${'b'.repeat(60)}.${'c'.repeat(60)}.cn`,
    ],
  ])('refuses %j', (typed) => {
    expect(plainEmail(typed)).toBeNull()
  })
})
