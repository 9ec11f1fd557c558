import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import type { ItemLinkDoc, PolicyDoc, PolicyEditionDoc } from './policies.docs'

export type * from './policies.docs'
export { policyEditionId } from './policies.docs'

/** Moves with everything that can be read of policies. */
export const policiesMark = 'policies'

const mixed = Schema.Types.Mixed

const policy = new Schema<PolicyDoc>(
  {
    _id: String,
    region: String,
    state: { type: String, default: 'none' },
    current: { type: String, default: null },
    head: { type: mixed, default: null },
    availability: { type: mixed, default: () => ({ state: 'open', extendedTo: null, note: '' }) },
    ended: { type: mixed, default: null },
    hidden: { type: mixed, default: null },
    steps: { type: [mixed], default: [] } as never,
    turn: { type: Number, default: 0 },
    stepKey: { type: String, default: null },
    owed: { type: [String], default: [] },
    changedAt: Date,
    applied: { type: Number, default: 0 },
    links: { type: [mixed], default: [] } as never,
    linksOn: { type: String, default: null },
    author: String,
    createdAt: Date,
    madeBy: { type: String, default: null },
    madeHash: { type: String, default: null },
  },
  { versionKey: false, minimize: false },
)
policy.index({ region: 1, state: 1 }) // the desk
policy.index({ state: 1, _id: 1 }) // what is read, and the links of it
policy.index({ owed: 1 }) // the sweep
policy.index({ 'hidden.until': 1 }, { partialFilterExpression: { 'hidden.until': { $type: 'date' } } }) // what is to be shown again
policy.index({ 'steps.key': 1 }) // what an Idempotency-Key has done
policy.index({ madeBy: 1 }, { unique: true, partialFilterExpression: { madeBy: { $type: 'string' } } }) // one policy an Idempotency-Key
policy.index({ stepKey: 1 }, { unique: true, partialFilterExpression: { stepKey: { $type: 'string' } } }) // one step an Idempotency-Key

const policyEdition = new Schema<PolicyEditionDoc>(
  {
    _id: String,
    policy: String,
    region: String,
    editionNo: Number,
    state: String,
    revision: { type: Number, default: 0 },
    author: String,
    authorAccount: { type: String, default: null },
    writers: { type: [String], default: undefined },
    keeper: { type: String, default: undefined },
    content: { type: mixed },
    contentHash: { type: String, default: '' },
    approvedHash: { type: String, default: null },
    change: { type: mixed, default: null },
    base: { type: String, default: null },
    publishedAt: { type: Date, default: null },
    scheduledFor: { type: Date, default: null },
    scheduledBy: { type: String, default: null },
    owed: { type: [String], default: [] } as never,
    lastKey: { type: String, default: null },
    history: { type: [mixed], default: [] } as never,
    updatedAt: Date,
  },
  { versionKey: false, minimize: false },
)
policyEdition.index({ policy: 1, editionNo: -1 }) // the edition that is worked on; all editions
policyEdition.index({ region: 1, state: 1, updatedAt: -1 }) // the desk
policyEdition.index({ owed: 1 }) // the sweep
policyEdition.index({ scheduledFor: 1 }, { partialFilterExpression: { state: 'scheduled' } }) // what is due
policyEdition.index({ 'history.key': 1 }) // what an Idempotency-Key has done
policyEdition.index(
  { lastKey: 1 },
  { unique: true, partialFilterExpression: { lastKey: { $type: 'string' } } },
) // one step an Idempotency-Key

const itemLink = new Schema<ItemLinkDoc>(
  { _id: String, on: String, failedOn: [String], since: Date, why: String },
  { versionKey: false },
)

export const policyModels = defineModels({
  Policy: policy,
  PolicyEdition: policyEdition,
  ItemLink: itemLink,
})
