export {
  type SubscribeMessage,
  WeChatClient,
  type WechatClientOptions,
  type WechatIdentity,
  type WechatState,
  type WordsAsked,
  type WordsScene,
} from './client'
export { type LoginFailure, loginFailure, untilShanghaiMidnight } from './errors'
export {
  type EventSecrets,
  type OpenedPush,
  openPush,
  type SignedQuery,
  signatureIsValid,
} from './event-push'
export {
  type ChangeEvent,
  eventsOf,
  type MediaEvent,
  type PopupEvent,
  type RevokedEvent,
  type SentEvent,
  type WechatEvent,
} from './events'
export { subscribeFields, type TemplateField, type TemplateRole } from './fields'
export type { WechatResult } from './http'
export { type ExpectedTemplate, templateFaults, type VendorTemplate } from './own-templates.rules'
export { type WechatMessage, WechatSender, type WechatSenderOptions } from './sender'
export {
  type FieldProblem,
  fieldType,
  fitTemplateData,
  type TemplateData,
  templateProblems,
  truncate,
} from './template'
export { sharedToken, tokenModels } from './token-store'
