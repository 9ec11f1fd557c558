import type { WechatResult } from '../../channels/wechat'
import { keepTargets, type Picture, pictureOf, type SceneDeps } from './pictures'
import type { PaperTarget } from './target'

/** The code for a paper that is printed some other day: then WeChat is not asked any more. */
export async function codeAhead(deps: SceneDeps, target: PaperTarget): Promise<WechatResult<Picture>> {
  // First: no code is out that opens nothing.
  await keepTargets(deps, [target])
  return pictureOf(deps, { target })
}
