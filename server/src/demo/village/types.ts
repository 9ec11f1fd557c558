import type { EditionState, Persona, QuestionKind, RoleName, TextSize, WholeContent } from '@hutang/shared'

export interface DemoOffice {
  name: string
  phone: string
  address: string
  hours: string
}

export interface DemoRegion {
  code: string
  name: string
  level: 'county' | 'township' | 'village'
  parent: string | null
  office: DemoOffice
  groups: { no: number; name: string }[]
}

/** Areas in integer hundredths of a mu. */
export interface DemoLand {
  shared: number
  contracted: number
  confirmed: number
  transferred: number
}

export interface DemoHousehold {
  code: string
  region: string
  group: number
  groupName: string
  /** The head of the household (户主). */
  head: string
  land: DemoLand
}

export interface DemoResident {
  id: string
  region: string
  /** Code of the household. */
  household: string
  name: string
  /** Member of the village's economic collective. */
  memberOf: boolean
  headOfHousehold: boolean
  phone?: string
}

export interface DemoSubscription {
  region: string
  category?: string
  item?: number
}

export interface DemoPersona {
  persona: Persona
  name: string
  openid: string
  what: string
  /** Id of the resident this person is verified as. */
  resident?: string
  roles: { role: RoleName; region: string }[]
  textSize: TextSize
  subscriptions: DemoSubscription[]
  /** WeChat grants of the `published` template the persona starts with. */
  grants: number
}

export interface DemoNotice extends WholeContent {
  region: string
  item: number
  publishedAt: Date
  /** 有效至 */
  validUntil?: Date
}

export interface DemoDraft {
  region: string
  item: number
  author: Persona
  state: Extract<EditionState, 'draft' | 'submitted' | 'approved'>
  /** Set where the state is `approved`. */
  reviewer?: Persona
  content: WholeContent
  writtenAt: Date
}

/** 意见和投诉 */
export interface DemoQuestion {
  region: string
  persona: Persona
  kind: QuestionKind
  text: string
  nameless: boolean
  at: Date
  answer: { persona: Persona; text: string; at: Date } | null
}

export interface DemoSlip {
  region: string
  householdCode: string
  name: string
  code: string
}

export interface DemoData {
  regions: DemoRegion[]
  households: DemoHousehold[]
  residents: DemoResident[]
  personas: DemoPersona[]
  /** Oldest first. */
  notices: DemoNotice[]
  drafts: DemoDraft[]
  questions: DemoQuestion[]
  slip: DemoSlip
}
