import Taro from '@tarojs/taro'
import { fillPath } from '../format/url'
import type { Params, Route } from './contract'
import { download } from './download'
import { answered } from './transport'

/** A picture that anybody may see: h5 saves it, WeChat opens its menu to send or save it. Throws ApiError. */
export async function sharePicture<R extends Route>(
  route: R,
  params: Params<R>,
  name: string,
): Promise<void> {
  if (process.env.TARO_ENV === 'h5') return download(route, { params, name })
  const [, pattern = ''] = route.split(' ')
  const url = `${API_BASE}${fillPath(pattern, params)}`
  const sent = Taro.downloadFile({ url })
  const { body } = await answered(sent.then((answer) => ({ ...answer, data: answer.tempFilePath })))
  // Closing the menu is no fault.
  await Taro.showShareImageMenu({ path: String(body) }).catch(() => undefined)
}
