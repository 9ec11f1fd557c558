import type { EnterpriseProfile, FactValue, PolicyField } from '@hutang/shared/rules'
import { policyField } from '@hutang/shared/rules'

export interface Section {
  title: string
  /** Industries, by how their code begins, that are asked for it first. */
  first: readonly string[]
  fields: readonly string[]
}

/** 指标, as somebody at their desk thinks of them. What follows from other fields is not asked. */
export const sections: readonly Section[] = [
  {
    title: '有没有这些情况',
    first: [''],
    fields: [
      'dishonest',
      'abnormal',
      'penalised',
      'safetyAccident',
      'environmentPenalty',
      'qualityIncident',
      'otherSubsidy',
      'taxGrade',
    ],
  },
  {
    title: '土地和生产',
    first: ['A'],
    fields: [
      'landArea',
      'facilityArea',
      'grainArea',
      'leaseEnd',
      'fertiliserTonnes',
      'livestock',
      'manureHandled',
      'machineListed',
      'farmInsured',
      'coldStorage',
      'memberHouseholds',
      'traceable',
    ],
  },
  {
    title: '店铺、民宿、销售',
    first: ['F', 'H', 'R'],
    fields: [
      'licenceValid',
      'guestRooms',
      'starRating',
      'seats',
      'visitors',
      'shopArea',
      'onlineSalesFen',
      'exportFen',
      'exhibitions',
      'trademarks',
    ],
  },
  {
    title: '用工',
    first: ['C', 'E', 'O'],
    fields: [
      'insuredStaff',
      'insuredMonths',
      'keyGroupHires',
      'graduateHires',
      'contractMonths',
      'layoffPermille',
      'disabledStaff',
      'trainedStaff',
      'trainees',
      'firstBusiness',
      'founderGroup',
    ],
  },
  {
    title: '技术和投入',
    first: ['C', 'I', 'M'],
    fields: [
      'rdFen',
      'rdPermille',
      'patents',
      'softwareWorks',
      'technicianPermille',
      'techContractFen',
      'equipmentFen',
      'investmentFen',
      'projectFinished',
    ],
  },
  {
    title: '贷款、环保、节能',
    first: ['D', 'N'],
    fields: [
      'loanFen',
      'interestFen',
      'loanOverdue',
      'dischargePermit',
      'cleanAudit',
      'energySaved',
      'solarKilowatts',
    ],
  },
]

/** What most have nothing of: answered at one tap. */
export const standing: readonly string[] = sections[0]?.fields.filter((name) => name !== 'taxGrade') ?? []

export const fieldsOf = ({ fields }: Section): PolicyField[] =>
  fields.flatMap((name) => policyField('enterprise', name) ?? [])

/** The sections with those first that the industries are about. */
export function sectionsFor({ industries }: Pick<EnterpriseProfile, 'industries'>): Section[] {
  const isNear = ({ first }: Section) =>
    first.some((begins) => begins === '' || (industries ?? []).some((code) => code.startsWith(begins)))
  return [...sections.filter(isNear), ...sections.filter((one) => !isNear(one))]
}

/** The year that a field is asked of; null: it has none. */
export const yearOfField = ({ perYear }: PolicyField, day: string): number | null =>
  perYear === null ? null : Number(day.slice(0, 4)) - (perYear === 'last' ? 1 : 0)

/** What the profile says of a field; null: not known. */
export function factIn(
  profile: Pick<EnterpriseProfile, 'years' | 'others'>,
  field: PolicyField,
  day: string,
): FactValue | null {
  const year = yearOfField(field, day)
  if (year === null) return profile.others[field.name] ?? null
  const figures = profile.years.find((one) => one.year === year)
  if (!figures) return null
  const { name } = field
  if (name === 'staff' || name === 'revenueFen' || name === 'assetsFen') return figures[name]
  return figures.others[name] ?? null
}

export const knownIn = (
  profile: Pick<EnterpriseProfile, 'years' | 'others'>,
  section: Section,
  day: string,
): number => fieldsOf(section).filter((field) => factIn(profile, field, day) !== null).length
