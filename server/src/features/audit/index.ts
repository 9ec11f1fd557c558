import type { Feature } from '../../feature'
import { auditModels } from './audit.model'

export { type Act, acts, type Detail } from './acts.rules'
export type { AuditDoc } from './audit.model'
export { networkOf } from './network.rules'
export { type AuditQuery, auditPage } from './read'
export { countAct, noteAct, type Recorded, recordAct, recordActs, theMachine, type Who } from './record'
export { sentenceOf } from './words.rules'

/** 审计: who signed in, gave roles and slips, took data away, hid or took down; kept two years, read by the operator. */
export const audit = { name: 'audit', models: auditModels } satisfies Feature
