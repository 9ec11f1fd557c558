import { Schema } from 'mongoose'
import type { CounterDoc, SlotDoc } from '../push.types'

const slot = new Schema<SlotDoc>({ _id: String, provider: String, freeAt: Date }, { versionKey: false })
slot.index({ provider: 1, freeAt: 1 }) // the slots that are free

const counter = new Schema<CounterDoc>({ _id: String, n: Number, expiresAt: Date }, { versionKey: false })
counter.index({ expiresAt: 1 }, { expireAfterSeconds: 0 }) // of a day or a month that is over

export const limitSchemas = { Slot: slot, Counter: counter }
