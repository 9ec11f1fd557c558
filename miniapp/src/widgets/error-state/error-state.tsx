import { Text } from '@tarojs/components'
import { Button } from '../../components/button/button'
import type { Failure } from '../../components/states/failure'
import { State } from '../../components/states/state'
import { goTo } from '../../hooks/navigation'

export interface ErrorStateProps {
  error: Failure
  onRetry?: () => void
}

/** What happened and what to do; with the request's number, for whoever is asked for help. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const detail = error.status === 422 ? brokenLink : error.message
  return (
    <State alert icon={error.offline ? 'offline' : 'alert'} title={titleOf(error)} detail={detail}>
      {final.has(error.status) ? (
        <Button kind="secondary" inline onPress={() => goTo('home')}>
          回首页
        </Button>
      ) : onRetry ? (
        <Button inline onPress={onRetry}>
          重试
        </Button>
      ) : null}
      {error.requestId && error.status >= 500 ? (
        <Text className="state__small">求助时请报编号：{error.requestId}</Text>
      ) : null}
    </State>
  )
}

/** Asking again would get the same answer. */
const final = new Set([403, 404, 422])
const brokenLink = '链接不完整，或者写错了。请从首页进入。'

function titleOf(error: Failure): string {
  if (error.offline) return '没有连上网络'
  if (error.status === 404 || error.status === 422) return '没有找到'
  if (error.status === 401) return '请先登录'
  if (error.status === 403) return '不能看这一页'
  return '没有打开'
}
