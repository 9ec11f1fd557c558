import type { EditionState } from '../contract/domain'
import { stateText, transitionOf, type Verb } from './workflow'

/** What the steps are called in an office, and who publishes. */
export interface OfficeWords {
  review: string
  publish: string
  publisher: string
  /** Said when a draft has been handed in. */
  handedIn: string
}

const village: OfficeWords = {
  review: '审核',
  publish: '发布',
  publisher: '书记或主任',
  handedIn: '已送审，等村监会审核',
}
/** 保密审查: 政府信息公开条例第十七条; 签发 by the township's head. */
const township: OfficeWords = {
  review: '保密审查',
  publish: '签发',
  publisher: '签发人',
  handedIn: '已送去保密审查',
}

export const officeWords = (level: string): OfficeWords => (level === 'township' ? township : village)

const townshipStates: Partial<Record<EditionState, string>> = {
  submitted: '待保密审查',
  approved: '待签发',
  scheduled: '定时签发',
  published: '已签发公开',
}

/** The state of an edition as the office calls it. */
export const stateTextIn = (state: EditionState, level: string): string =>
  (level === 'township' ? townshipStates[state] : undefined) ?? stateText[state]

const townshipVerbs: Partial<Record<Verb, string>> = {
  submit: '送保密审查',
  approve: '保密审查通过',
  publish: '签发',
  schedule: '定时签发',
}

/** A step as the office calls it. */
export const verbTextIn = (verb: Verb, level: string): string =>
  (level === 'township' ? townshipVerbs[verb] : undefined) ?? transitionOf(verb).name
