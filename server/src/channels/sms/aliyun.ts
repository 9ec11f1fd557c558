import { randomUUID } from 'node:crypto'
import type { Clock } from '../../clock'
import { acs3Headers, acs3Query } from './acs3'
import type { Sms, SmsAnswer, SmsVendor } from './answer'
import { smsRefusal } from './errors'
import { postToVendor, textOf } from './http'

export interface AliyunOptions {
  accessKeyId: string
  accessKeySecret: string
  sign: string
  baseUrl: string
  timeoutMs: number
  clock: Clock
}

/** SendSms of Aliyun Dysmsapi, version 2017-05-25: https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms */
export function aliyunSms(options: AliyunOptions): SmsVendor {
  return {
    name: 'aliyun',
    async send({ phone, template, variables, context }: Sms): Promise<SmsAnswer> {
      const { accessKeyId, accessKeySecret, sign, clock } = options
      const url = new URL('/', options.baseUrl)
      const query: Record<string, string> = {
        PhoneNumbers: phone,
        SignName: sign,
        TemplateCode: template,
        OutId: context,
      }
      if (variables.length > 0) {
        query.TemplateParam = JSON.stringify(
          Object.fromEntries(variables.map(({ name, value }) => [name, value])),
        )
      }
      const to = { host: url.host, action: 'SendSms', version: '2017-05-25', query }
      const headers = acs3Headers({
        accessKeyId,
        accessKeySecret,
        ...to,
        nonce: randomUUID(),
        now: clock.now(),
      })
      url.search = acs3Query(query)
      const posted = await postToVendor(url, { headers }, options.timeoutMs)
      return posted.kind === 'answered' ? read(posted.body) : posted
    },
  }
}

function read(body: Record<string, unknown>): SmsAnswer {
  const code = textOf(body.Code)
  const id = textOf(body.BizId)
  if (code === 'OK' && id !== '') return { kind: 'accepted', id }
  if (code === 'OK' || code === '')
    return { kind: 'unknown', detail: 'the answer lacks what the vendor documents' }
  return smsRefusal('aliyun', code, textOf(body.Message))
}
