export { WechatChannel, type WechatChannelOptions, type WechatMessage } from './channel'
export {
  type SubscribeMessage,
  WeChatClient,
  type WechatClientOptions,
  type WechatIdentity,
} from './client'
export { type LoginFailure, loginFailure } from './errors'
export type { WechatResult } from './http'
export {
  type ChangeEvent,
  type PopupEvent,
  parseWechatEvents,
  type SentEvent,
  signatureIsValid,
  type WechatEvent,
} from './receipts'
export {
  type FieldProblem,
  fieldType,
  fitTemplateData,
  type TemplateData,
  templateProblems,
  truncate,
} from './template'
