import type { Blame, SmsAnswer } from './answer'

/** What a code of a vendor asks of us; the first rule that the code begins with counts. */
interface Rule {
  begins: string
  blame: Blame
  waitMs?: number | 'midnight'
  addressGone?: true
  /** The vendor itself does not know whether the message went. */
  unknown?: true
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Too quick: the vendor counts by the second. */
const soonMs = 2000

/** https://cloud.tencent.com/document/api/382/55981#6.-.E9.94.99.E8.AF.AF.E7.A0.81 and the common codes */
const TENCENT: readonly Rule[] = [
  { begins: 'InternalError.SigVerificationFail', blame: 'vendor' },
  { begins: 'InternalError.SigFieldMissing', blame: 'vendor' },
  { begins: 'InternalError.RestApiInterfaceNotExist', blame: 'vendor' },
  { begins: 'InternalError', blame: 'vendor', unknown: true },
  { begins: 'RequestLimitExceeded', blame: 'message', waitMs: soonMs },
  { begins: 'AuthFailure', blame: 'vendor' },
  { begins: 'UnauthorizedOperation', blame: 'vendor' },
  { begins: 'IpInBlacklist', blame: 'vendor' },
  { begins: 'IpNotInWhitelist', blame: 'vendor' },
  { begins: 'ResourceUnavailable', blame: 'vendor' },
  { begins: 'ResourceInsufficient', blame: 'vendor' },
  { begins: 'FailedOperation.InsufficientBalance', blame: 'vendor' },
  { begins: 'FailedOperation.SignatureIncorrectOrUnapproved', blame: 'vendor' },
  { begins: 'FailedOperation.MissingSignature', blame: 'vendor' },
  { begins: 'InvalidParameterValue.SdkAppId', blame: 'vendor' },
  { begins: 'FailedOperation.Template', blame: 'template' },
  { begins: 'FailedOperation.MissingTemplate', blame: 'template' },
  { begins: 'FailedOperation.ContainSensitiveWord', blame: 'template' },
  { begins: 'FailedOperation.PhoneNumberInBlacklist', blame: 'message' },
  { begins: 'InvalidParameterValue.Template', blame: 'template' },
  { begins: 'InvalidParameterValue.ContentLengthLimit', blame: 'template' },
  { begins: 'InvalidParameterValue.IncorrectPhoneNumber', blame: 'message', addressGone: true },
  { begins: 'LimitExceeded.PhoneNumberThirtySecondLimit', blame: 'message', waitMs: 31_000 },
  { begins: 'LimitExceeded.PhoneNumberOneHourLimit', blame: 'message', waitMs: HOUR },
  { begins: 'LimitExceeded.PhoneNumber', blame: 'message' },
  { begins: 'LimitExceeded.DeliveryFrequencyLimit', blame: 'message' },
  { begins: 'LimitExceeded.App', blame: 'vendor', waitMs: 'midnight' },
  { begins: 'LimitExceeded.DailyLimit', blame: 'vendor', waitMs: 'midnight' },
]

/** https://help.aliyun.com/zh/sms/developer-reference/api-error-codes and those of the gateway */
const ALIYUN: readonly Rule[] = [
  { begins: 'isp.SYSTEM_ERROR', blame: 'vendor', unknown: true },
  { begins: 'InternalError', blame: 'vendor', unknown: true },
  { begins: 'ServiceUnavailable', blame: 'vendor', unknown: true },
  { begins: 'Throttling', blame: 'message', waitMs: soonMs },
  // Of the number; which of its limits it is stands in the sentence alone.
  { begins: 'isv.BUSINESS_LIMIT_CONTROL', blame: 'message', waitMs: HOUR },
  { begins: 'isv.BLACK_KEY_CONTROL_LIMIT', blame: 'message' },
  { begins: 'isv.MOBILE_', blame: 'message', addressGone: true },
  { begins: 'isv.DAY_LIMIT_CONTROL', blame: 'vendor', waitMs: 'midnight' },
  { begins: 'isv.MONTH_LIMIT_CONTROL', blame: 'vendor' },
  { begins: 'isv.SMS_TEMPLATE', blame: 'template' },
  { begins: 'isv.TEMPLATE', blame: 'template' },
  { begins: 'isv.SMS_CONTENT', blame: 'template' },
  { begins: 'isv.INVALID_JSON_PARAM', blame: 'template' },
  { begins: 'isv.PARAM_', blame: 'template' },
  { begins: 'isv.SMS_SIGN', blame: 'vendor' },
  { begins: 'SIGNATURE_BLACKLIST', blame: 'vendor' },
  { begins: 'isv.AMOUNT_NOT_ENOUGH', blame: 'vendor' },
  { begins: 'isv.OUT_OF_SERVICE', blame: 'vendor' },
  { begins: 'isv.PRODUCT_UN', blame: 'vendor' },
  { begins: 'isv.ACCOUNT_', blame: 'vendor' },
  { begins: 'isp.', blame: 'vendor' },
  // A nonce that was used belongs to a request that was taken before.
  { begins: 'SignatureNonceUsed', blame: 'vendor', unknown: true },
  { begins: 'Signature', blame: 'vendor' },
  { begins: 'IncompleteSignature', blame: 'vendor' },
  { begins: 'InvalidTimeStamp', blame: 'vendor' },
  { begins: 'InvalidAccessKeyId', blame: 'vendor' },
  { begins: 'Forbidden', blame: 'vendor' },
  { begins: 'NoPermission', blame: 'vendor' },
]

const rules = { tencent: TENCENT, aliyun: ALIYUN }

/** What an error code of a vendor means; one that nobody knows is of this message alone. */
export function smsRefusal(vendor: keyof typeof rules, code: string, message: string): SmsAnswer {
  const rule = rules[vendor].find(({ begins }) => code.startsWith(begins))
  const detail = `${vendor} ${code}: ${withoutNumbers(message)}`
  if (rule?.unknown) return { kind: 'unknown', detail }
  return {
    kind: 'refused',
    code,
    blame: rule?.blame ?? 'message',
    waitMs: rule?.waitMs ?? null,
    addressGone: rule?.addressGone ?? false,
    detail,
  }
}

/** A vendor's sentence may repeat the number, which belongs in no log. */
const withoutNumbers = (text: string) => text.slice(0, 200).replace(/\+?\d{7,}/g, '…')
