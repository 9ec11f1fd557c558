import type { Audience, Cell, Column, MaskLevel, RoleName } from '../contract/domain'
import { personKey, personOfKey } from './person-rows'
import { betweenNames, maskNameCell, maskNamesIn, type Names, namesOf } from './privacy/names'

/** Who is looking. A visitor has nothing; a person may live in one village and serve in another. */
export interface Viewer {
  account: string | null
  /** Every account of the person, where they were read: before somebody decides about what others wrote. */
  accounts?: readonly string[]
  person: string | null
  /** The account's own person, which it was before it was tied to a resident. */
  own?: string
  /** Verified residences: the own household first, then those whose rows are its own too (承包户, 成员户, merged ones). */
  residences: readonly { region: string; household: string; member: boolean }[]
  /**
   * Households that the viewer looks after (代家人接收), and persons who let them see rows of their own (`personKey`):
   * these rows are shown, and nothing else of the village.
   */
  caredFor?: readonly { region: string; household: string }[]
  /** Enterprises that the viewer acts for, by confirmed links. */
  enterprises?: readonly string[]
  /** `group`: the 组 that a 组长 leads. */
  roles: readonly { role: RoleName; region: string; group?: string }[]
}

export const visitor: Viewer = { account: null, person: null, residences: [], roles: [] }

/** What a notice, or a table of it, restricts: its own audience and mask, or its item's, whichever is stricter. */
export interface Restriction {
  region: string
  audience: Audience
  /** Who may read the summary of a household-only notice. */
  summaryAudience: Audience
  maskLevel: MaskLevel
}

/**
 * How much of a notice a viewer sees.
 * `title`: title and date only ("本村村民认证后可看"); `summary`: everything but other households' rows;
 * `full`: everything, with names as the mask level allows.
 */
export type Access = 'title' | 'summary' | 'full'

/** The posts of a village's and a township's office. */
export const officeRoles: readonly RoleName[] = [
  'clerk',
  'supervisor',
  'publisher',
  'township-officer',
  'township-reviewer',
  'township-publisher',
]

/** A village's cadres, and those of the township above it (组织法 36 gives the township the duty to oversee). */
export const worksFor = (viewer: Viewer, region: string): boolean =>
  viewer.roles.some((role) => officeRoles.includes(role.role) && region.startsWith(role.region))

/** Who holds a post of the very office that published: they post it in the group and read it aloud. */
export const postsFor = (viewer: Viewer, region: string): boolean =>
  viewer.roles.some((role) => officeRoles.includes(role.role) && role.region === region)

/** 一户一单: the household's verified people have their own; the keeper of its village's register prints it for who asks. */
export function statementFor(
  viewer: Viewer,
  { region, household }: { region: string; household: string },
): 'own' | 'office' | null {
  if (isOwn(viewer, household)) return 'own'
  return keepsRegister(viewer, region) ? 'office' : null
}

/** 管理员: manages the posts and offices of a region and of what lies below it; that post alone writes and publishes nothing. */
export const administers = (viewer: Viewer, region: string): boolean =>
  viewer.roles.some((role) => role.role === 'administrator' && region.startsWith(role.region))

/** The village's own clerk, and whoever administers it, keep its register. */
export const keepsRegister = (viewer: Viewer, region: string): boolean =>
  administers(viewer, region) || viewer.roles.some((role) => role.role === 'clerk' && role.region === region)

/** The posts of the township above see how many there are, and nobody's name. */
export const countsRegister = (viewer: Viewer, region: string): boolean =>
  keepsRegister(viewer, region) ||
  viewer.roles.some((role) => role.role === 'township-officer' && region.startsWith(role.region))

/** Whether somebody speaks for an enterprise: reads its profile, changes it, is told for it. Nobody else reads it. */
export const actsFor = ({ enterprises = [] }: Viewer, enterprise: string): boolean =>
  enterprises.includes(enterprise)

/** 镇经办 of the place or above it, and who administers it: they confirm who acts for an enterprise, and keep the register. */
export const confirmsEnterprises = (viewer: Viewer, region: string): boolean =>
  viewer.roles.some(
    (role) =>
      (role.role === 'township-officer' || (role.role === 'administrator' && isWide(role.region))) &&
      region.startsWith(role.region),
  )

/** A township or a county, by the length of its code. */
const isWide = (region: string): boolean => region.length <= 9

/** Who goes to the households that no message reached: the village's own clerk and 书记/主任. */
export const visitsHouseholds = (viewer: Viewer, region: string): boolean =>
  viewer.roles.some((role) => role.region === region && (role.role === 'clerk' || role.role === 'publisher'))

/** 单据: members of the village that published, and who works for it or oversees it; never a visitor, never a neighbour. */
export const seesVouchers = (viewer: Viewer, region: string): boolean =>
  isMember(viewer, region) || worksFor(viewer, region)

/** Vouchers are switched on or off for all places below it by the administrator of the uppermost one. */
export const switchesVouchers = ({ roles }: Viewer, top: string): boolean =>
  roles.some(({ role, region }) => role === 'administrator' && region === top)

/** 村民小组长: the groups that somebody leads in a village; the post alone reads and writes nothing else. */
export const groupsLedBy = ({ roles }: Pick<Viewer, 'roles'>, region: string): string[] =>
  roles.flatMap((role) =>
    role.role === 'group-leader' && role.region === region && role.group ? [role.group] : [],
  )

/** Whose households somebody goes to: all of the village, those of their own groups, or nobody's. */
export function householdsToVisit(viewer: Viewer, region: string): 'all' | readonly string[] {
  return visitsHouseholds(viewer, region) ? 'all' : groupsLedBy(viewer, region)
}

/** The villager's own relation to the region: resident of a village in it. */
const livesIn = (viewer: Viewer, region: string): boolean =>
  viewer.residences.some((home) => home.region.startsWith(region))

const isMember = (viewer: Viewer, region: string): boolean =>
  viewer.residences.some((home) => home.region.startsWith(region) && home.member)

/** Whether the viewer belongs to an audience of a region. The own-household audience is every resident's: each sees their own. */
export function belongsTo(viewer: Viewer, region: string, audience: Audience): boolean {
  switch (audience) {
    case 'public':
      return true
    case 'village':
    case 'household':
      return livesIn(viewer, region) || worksFor(viewer, region)
    case 'members':
      return isMember(viewer, region) || worksFor(viewer, region)
  }
}

export function accessTo(viewer: Viewer, restriction: Restriction): Access {
  if (restriction.audience === 'household') {
    return belongsTo(viewer, restriction.region, restriction.summaryAudience) ? 'summary' : 'title'
  }
  if (!belongsTo(viewer, restriction.region, restriction.audience)) return 'title'
  return restriction.maskLevel === 'M4' ? 'summary' : 'full'
}

export type RowAccess = 'all' | 'own' | 'none'

/** Which rows of a notice's table the viewer sees: under M4, and in household-only notices, only the own household's. */
export function rowAccess(viewer: Viewer, restriction: Restriction): RowAccess {
  const access = accessTo(viewer, restriction)
  if (access === 'title') return caresIn(viewer, restriction.region) ? 'own' : 'none'
  return access === 'full' ? 'all' : 'own'
}

/** The viewer's own rows of items whose rows belong to a person; null for who is verified nowhere. */
export function ownPersonKey({ residences: [home], person }: Viewer): string | null {
  return home && person !== null ? personKey(home.region, person) : null
}

/** Whose rows are the viewer's own: of the households where they live, of themselves, and of those they look after. */
export function ownHomes(viewer: Viewer): { region: string; household: string }[] {
  const { residences, caredFor = [] } = viewer
  const household = ownPersonKey(viewer)
  return [
    ...residences,
    ...residences
      .slice(0, household === null ? 0 : 1)
      .map(({ region }) => ({ region, household: household ?? '' })),
    ...caredFor.filter((cared) => !residences.some((home) => home.household === cared.household)),
  ]
}

/** Whether a household of the region is looked after. */
export const caresIn = ({ caredFor = [] }: Viewer, region: string): boolean =>
  caredFor.some((home) => home.region === region)

export const isOwn = (viewer: Viewer, household: string | null): boolean =>
  household !== null && ownHomes(viewer).some((home) => home.household === household)

export interface PlainRow {
  household: string | null
  cells: readonly Cell[]
}

/** The rows as this viewer may see them: own household first, names masked as the level asks. */
export function visibleRows(
  rows: readonly PlainRow[],
  columns: readonly Column[],
  viewer: Viewer,
  restriction: Restriction,
  register: Names | null,
): { household: string | null; own: boolean; cells: Cell[] }[] {
  const access = rowAccess(viewer, restriction)
  if (access === 'none') return []
  const shown = rows
    .map((row) => ({ row, own: isOwn(viewer, row.household) }))
    .filter(({ own }) => access === 'all' || own)
  const masked = masksNames(restriction)
  return [...shown.filter(({ own }) => own), ...shown.filter(({ own }) => !own)].map(({ row, own }) => ({
    household: own ? householdOnly(row.household) : null,
    own,
    cells:
      masked && !own ? maskedCells(columns, row, register) : columns.map((_, at) => row.cells[at] ?? null),
  }))
}

const householdOnly = (key: string | null): string | null =>
  key === null || personOfKey(key) !== null ? null : key

/** Whether readers see names only in part (facts G: M3 and M4). */
export const masksNames = ({ maskLevel }: Pick<Restriction, 'maskLevel'>): boolean => maskLevel >= 'M3'

/**
 * A row as others than its own household see it from M3 on: in a column of names every name is masked, in any other
 * column those of the register and of the row itself.
 */
export function maskedCells(
  columns: readonly Column[],
  { cells }: Pick<PlainRow, 'cells'>,
  register: Names | null,
): Cell[] {
  const own = columns.flatMap(({ kind }, at) => {
    const cell = cells[at]
    return kind === 'name' && typeof cell === 'string' ? cell.split(betweenNames) : []
  })
  const names = [...(register ? [register] : []), ...(own.length > 0 ? [namesOf(own, () => false)] : [])]
  return columns.map(({ kind }, at) => {
    const cell = cells[at] ?? null
    if (typeof cell !== 'string') return cell
    return kind === 'name' ? maskNameCell(cell) : names.reduce((text, some) => maskNamesIn(text, some), cell)
  })
}
