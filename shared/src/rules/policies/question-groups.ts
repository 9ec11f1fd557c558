import { anyPolicyField } from './fields'
import type { Facts, FactValue } from './types'

/** One question over many fields, answered by ticks: what is not ticked is not there. */
export interface QuestionGroup {
  name: string
  question: string
  fields: readonly string[]
}

/** Fields are listed in the order in which they are read; only those that are still open are shown. */
export const questionGroups: readonly QuestionGroup[] = [
  {
    name: 'doings',
    question: '下面这些，您有哪几样？没有的不用选。',
    fields: [
      'keyGroupHires',
      'graduateHires',
      'disabledStaff',
      'trainedStaff',
      'trainees',
      'insuredStaff',
      'loanFen',
      'interestFen',
      'equipmentFen',
      'investmentFen',
      'projectFinished',
      'rdFen',
      'rdPermille',
      'technicianPermille',
      'techContractFen',
      'patents',
      'softwareWorks',
      'trademarks',
      'landArea',
      'facilityArea',
      'grainArea',
      'fertiliserTonnes',
      'livestock',
      'manureHandled',
      'machineListed',
      'coldStorage',
      'farmInsured',
      'traceable',
      'memberHouseholds',
      'onlineSalesFen',
      'exportFen',
      'exhibitions',
      'visitors',
      'guestRooms',
      'seats',
      'solarKilowatts',
      'energySaved',
      'cleanAudit',
      'dischargePermit',
    ],
  },
  {
    name: 'standing',
    question: '有没有下面这些情况？都没有就不用选。',
    fields: [
      'dishonest',
      'abnormal',
      'penalised',
      'safetyAccident',
      'environmentPenalty',
      'qualityIncident',
      'loanOverdue',
      'otherSubsidy',
    ],
  },
  {
    name: 'familyNow',
    question: '家里今年有下面这些情况吗？没有的不用选。',
    fields: ['suddenHardship', 'disasterLoss', 'landTaken', 'machineBought'],
  },
  {
    name: 'personNow',
    question: '下面这些，有哪几样？没有的不用选。',
    fields: [
      'collectiveMember',
      'medicalInsured',
      'pensionInsured',
      'staffPension',
      'landInsured',
      'seriousIllness',
      'livesAlone',
      'onlyChildCertificate',
      'onlyChildLost',
      'birthRegistered',
    ],
  },
]

const groupOfField = new Map(
  questionGroups.flatMap((group) => group.fields.map((field) => [field, group] as const)),
)

/** The question by ticks that a field belongs to. */
export const questionGroupOf = (field: string): QuestionGroup | undefined => groupOfField.get(field)

/** What a field is where it was not ticked. */
const absent = (field: string): FactValue => (anyPolicyField(field)?.kind === 'yesNo' ? false : 0)

/** What becomes known by ticks: how much there is of what was ticked is asked next, where it is a number. */
export const tickedFacts = (shown: readonly string[], ticked: readonly string[]): Facts =>
  Object.fromEntries(
    shown.flatMap((field) => {
      if (!ticked.includes(field)) return [[field, absent(field)] as const]
      return anyPolicyField(field)?.kind === 'yesNo' ? [[field, true] as const] : []
    }),
  )
