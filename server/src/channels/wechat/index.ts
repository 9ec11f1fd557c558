export {
  type SubscribeMessage,
  WeChatClient,
  type WechatClientOptions,
  type WechatIdentity,
} from './client'
export { type LoginFailure, loginFailure } from './errors'
export { subscribeFields, type TemplateField, type TemplateRole } from './fields'
export type { WechatResult } from './http'
export { type ExpectedTemplate, templateFaults, type VendorTemplate } from './own-templates.rules'
export {
  type ChangeEvent,
  type PopupEvent,
  parseWechatEvents,
  type SentEvent,
  type SignedQuery,
  signatureIsValid,
  type WechatEvent,
} from './receipts'
export { type WechatMessage, WechatSender, type WechatSenderOptions } from './sender'
export {
  type FieldProblem,
  fieldType,
  fitTemplateData,
  type TemplateData,
  templateProblems,
  truncate,
} from './template'
