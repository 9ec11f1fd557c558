import { createHmac } from 'node:crypto'
import type { SceneTarget } from '@hutang/shared'
import type { Deps } from '../../deps'

/** What a paper leads to. */
export type PaperTarget =
  | { kind: 'village'; region: string }
  /** 我家, of whoever scans it. */
  | { kind: 'household'; region: string }
  | { kind: 'item'; region: string; no: number }
  | { kind: 'notice'; notice: string }
  /** Where its 审核单 is handed in. */
  | { kind: 'review'; notice: string }
  /** 政策包 of an enterprise, for those who act for it. */
  | { kind: 'package'; enterprise: string }
  | { kind: 'slip'; region: string; household: string }

const nothing = { region: null, no: null, notice: null, household: null, enterprise: null }

export const wholeTarget = (target: PaperTarget): SceneTarget => ({ ...nothing, ...target })

/** 72 bits that only this installation can make: the same target has the same code, on every machine and after a restore. */
export function sceneCode({ config }: Pick<Deps, 'config'>, target: PaperTarget): string {
  const { kind, region, no, notice, household, enterprise } = wholeTarget(target)
  // What came later stands at the end, where it is: codes hang on walls.
  const later = enterprise === null ? [] : [enterprise]
  const said = JSON.stringify(['scene', kind, region, no, notice, household, ...later])
  return createHmac('sha256', config.secrets.hashKey).update(said).digest('base64url').slice(0, 12)
}
