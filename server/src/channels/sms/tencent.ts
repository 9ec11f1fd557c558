import type { Clock } from '../../clock'
import type { Sms, SmsAnswer, SmsVendor } from './answer'
import { smsRefusal } from './errors'
import { objectOf, postToVendor, textOf } from './http'
import { tc3Authorization, tc3Timestamp } from './tc3'

export interface TencentOptions {
  secretId: string
  secretKey: string
  appId: string
  sign: string
  baseUrl: string
  timeoutMs: number
  clock: Clock
}

const contentType = 'application/json; charset=utf-8'

/** SendSms of Tencent Cloud, version 2021-01-11: https://cloud.tencent.com/document/api/382/55981 */
export function tencentSms(options: TencentOptions): SmsVendor {
  return {
    name: 'tencent',
    async send({ phone, template, variables, context }: Sms): Promise<SmsAnswer> {
      const { secretId, secretKey, appId, sign, clock } = options
      const url = new URL('/', options.baseUrl)
      const now = clock.now()
      const payload = JSON.stringify({
        PhoneNumberSet: [`+86${phone}`],
        SmsSdkAppId: appId,
        SignName: sign,
        TemplateId: template,
        TemplateParamSet: variables.map(({ value }) => value),
        SessionContext: context,
      })
      const action = 'SendSms'
      const to = { service: 'sms', host: url.host, action, contentType, payload }
      const posted = await postToVendor(
        url,
        {
          headers: {
            'content-type': contentType,
            authorization: tc3Authorization({ secretId, secretKey, ...to, now }),
            'x-tc-action': action,
            'x-tc-version': '2021-01-11',
            'x-tc-timestamp': tc3Timestamp(now),
            'x-tc-region': 'ap-guangzhou',
          },
          body: payload,
        },
        options.timeoutMs,
      )
      return posted.kind === 'answered' ? read(posted.body) : posted
    },
  }
}

function read(body: Record<string, unknown>): SmsAnswer {
  const response = objectOf(body.Response)
  const error = objectOf(response?.Error)
  if (error) return smsRefusal('tencent', textOf(error.Code), textOf(error.Message))
  const [status] = Array.isArray(response?.SendStatusSet) ? response.SendStatusSet.map(objectOf) : []
  const code = textOf(status?.Code)
  const id = textOf(status?.SerialNo)
  if (code === 'Ok' && id !== '') return { kind: 'accepted', id }
  if (code === 'Ok' || code === '')
    return { kind: 'unknown', detail: 'the answer lacks what the vendor documents' }
  return smsRefusal('tencent', code, textOf(status?.Message))
}
