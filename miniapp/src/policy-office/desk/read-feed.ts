import Taro from '@tarojs/taro'
import { type ChosenFile, forget } from '../../api/choose-file'
import type { Body } from '../../api/contract'
import { ApiError } from '../../api/errors'

type Feed = Body<'POST /api/regions/:code/policies/import'>

/** As many as one import takes. */
export const mostPolicies = 50

const refused = (message: string) => new ApiError(422, 'unreadable', message)

/** What a file of policies holds; what is in it the service looks at. Throws ApiError. */
export async function readFeed(file: ChosenFile): Promise<Feed> {
  try {
    const text = await textOf(file)
    return feedIn(text)
  } finally {
    forget(file)
  }
}

async function textOf({ path, file }: ChosenFile): Promise<string> {
  if (file) return file.text()
  return String(Taro.getFileSystemManager().readFileSync(path, 'utf8'))
}

export function feedIn(text: string): Feed {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw refused('这个文件读不懂：它不是JSON。请让提供的一方重新导出。')
  }
  const { format, items } = (typeof read === 'object' && read !== null ? read : {}) as Partial<Feed>
  if (format !== 'hutang-policies' || !Array.isArray(items))
    throw refused('这个文件不是政策文件，请选从政策平台导出的那一个。')
  if (items.length === 0) throw refused('文件里一条政策也没有。')
  if (items.length > mostPolicies)
    throw refused(`文件里有${items.length}条，一次最多导入${mostPolicies}条，请分成几个文件。`)
  return read as Feed
}
