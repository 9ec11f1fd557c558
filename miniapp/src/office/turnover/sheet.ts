import type { Body } from '../../api/contract'

export type Sheet = Body<'POST /api/regions/:code/turnovers/preview'>
