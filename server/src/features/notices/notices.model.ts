import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import type { EditionDoc, EditionRowDoc, NoticeDoc, PictureDoc } from './notices.docs'

export type * from './notices.docs'

const mixed = Schema.Types.Mixed

const notice = new Schema<NoticeDoc>(
  {
    _id: String,
    region: String,
    item: Number,
    category: String,
    state: { type: String, default: 'none' },
    current: { type: String, default: null },
    head: {
      type: {
        title: String,
        plain: String,
        words: String,
        editionNo: Number,
        contentHash: String,
        publishedAt: Date,
        publishedBy: String,
        reviewedAt: Date,
        correctedAt: Date,
        displayFrom: Date,
        validUntil: Date,
        backfilledAt: Date,
      },
      default: null,
      _id: false,
    },
    nil: { type: { period: String, plain: String, by: String, account: String }, default: null, _id: false },
    nilKey: { type: String, default: null },
    owed: { type: [String], default: [] },
    discardedAt: Date,
    author: String,
    createdAt: Date,
    madeBy: { type: String, default: null },
    madeHash: { type: String, default: null },
    oldKey: String,
    hidden: { type: mixed, default: null },
    shownAgain: { type: Date, default: null },
    ended: { type: mixed, default: null },
    turn: { type: Number, default: 0 },
    steps: { type: [mixed], default: [] } as never,
    stepKey: { type: String, default: null },
  },
  { versionKey: false },
)
notice.index({ region: 1, state: 1, 'head.publishedAt': -1, _id: -1 }) // a region's published notices, newest first
notice.index({ region: 1, item: 1, state: 1, 'head.publishedAt': -1, _id: -1 }) // an item's notices; its last publication
notice.index({ owed: 1 }) // the sweep
notice.index({ madeBy: 1 }, { unique: true, partialFilterExpression: { madeBy: { $type: 'string' } } }) // one notice an Idempotency-Key
notice.index({ nilKey: 1 }, { unique: true, partialFilterExpression: { nilKey: { $type: 'string' } } }) // one nil return an item and period
notice.index({ oldKey: 1 }, { unique: true, partialFilterExpression: { oldKey: { $type: 'string' } } }) // an old notice is brought in once

notice.index({ 'hidden.until': 1 }, { partialFilterExpression: { 'hidden.until': { $type: 'date' } } }) // what is to be shown again
notice.index({ 'steps.key': 1 }) // what an Idempotency-Key has done
notice.index({ stepKey: 1 }, { unique: true, partialFilterExpression: { stepKey: { $type: 'string' } } }) // one step an Idempotency-Key

const edition = new Schema<EditionDoc>(
  {
    _id: String,
    notice: String,
    region: String,
    item: Number,
    editionNo: Number,
    state: String,
    revision: { type: Number, default: 0 },
    author: String,
    authorAccount: { type: String, default: null },
    keeper: String,
    writers: { type: [String], default: undefined },
    change: { type: mixed },
    returned: { type: mixed },
    base: String,
    title: { type: String, default: '' },
    plain: { type: String, default: '' },
    elements: { type: [{ _id: false, name: String, text: String }], default: [] },
    body: { type: String, default: '' },
    ledger: { type: mixed },
    table: { type: mixed, default: null },
    pictures: {
      type: [{ _id: String, alt: String, width: Number, height: Number, sha256: String }],
      default: [],
    },
    vouchers: { type: [mixed], default: undefined } as never,
    grounds: { type: mixed, default: null },
    validUntil: Date,
    visit: Boolean,
    againHours: Number,
    contentHash: String,
    parts: { type: mixed, default: null },
    approvedHash: { type: String, default: null },
    scheduledFor: Date,
    scheduledBy: String,
    publishedAt: { type: Date, default: null },
    owed: { type: [String], default: [] },
    lastKey: { type: String, default: null },
    history: {
      type: [
        {
          _id: false,
          verb: String,
          person: String,
          by: String,
          at: Date,
          reason: String,
          key: String,
          hash: String,
          paper: { type: mixed, default: undefined },
        },
      ],
      default: [],
    },
    updatedAt: Date,
  },
  { versionKey: false, minimize: false },
)
edition.index({ notice: 1, editionNo: 1 }, { unique: true }) // the editions of a notice
edition.index({ region: 1, state: 1, updatedAt: -1 }) // the desk
edition.index({ owed: 1 }) // the sweep
edition.index({ state: 1, scheduledFor: 1 }) // what is to be published by itself, when its time has come
edition.index({ 'history.key': 1 }) // what an Idempotency-Key has done
edition.index({ lastKey: 1 }, { unique: true, partialFilterExpression: { lastKey: { $type: 'string' } } }) // one edition an Idempotency-Key, also when two are asked for at once

const row = new Schema<EditionRowDoc>(
  {
    _id: String,
    rowset: String,
    edition: String,
    notice: String,
    region: String,
    n: Number,
    household: { type: String, default: null },
    home: String,
    cells: { type: [mixed], default: [] } as never,
    key: String,
    v: Number,
    gone: Boolean,
  },
  { versionKey: false },
)
row.index({ rowset: 1, n: 1 }) // a table in order
row.index({ household: 1 }) // what concerns a household
row.index({ edition: 1 }) // every row of an edition that is discarded

const picture = new Schema<PictureDoc>(
  {
    _id: String,
    notice: String,
    region: String,
    mime: String,
    width: Number,
    height: Number,
    sha256: String,
    voucher: Boolean,
    data: Buffer,
    createdAt: Date,
  },
  { versionKey: false },
)
picture.index({ notice: 1 }) // the pictures of a notice

export const noticeModels = defineModels({
  Notice: notice,
  Edition: edition,
  EditionRow: row,
  Picture: picture,
})
