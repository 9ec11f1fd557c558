import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import type { ApiError } from '../../api/errors'
import { goTo } from '../../navigation'
import { Button } from '../button/button'
import { Icon } from '../icon/icon'
import './states.scss'

export interface ErrorStateProps {
  error: ApiError
  onRetry?: () => void
}

/** What happened and what to do; the request's number helps whoever is called about it. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  return (
    <View className="state" {...a11y({ role: 'alert' })}>
      <View className="state__sign state__sign--alert">
        <Icon name={error.offline ? 'offline' : 'alert'} />
      </View>
      <Text className="state__title">{titleOf(error)}</Text>
      <Text className="state__detail">{error.status === 422 ? brokenLink : error.message}</Text>
      {hopeless.has(error.status) ? (
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
    </View>
  )
}

/** Asking again would answer the same. */
const hopeless = new Set([403, 404, 422])
const brokenLink = '链接不完整，或者写错了。请从首页进入。'

function titleOf(error: ApiError): string {
  if (error.offline) return '没有连上网络'
  if (error.status === 404 || error.status === 422) return '没有找到'
  if (error.status === 401) return '请先登录'
  if (error.status === 403) return '不能看这一页'
  return '没有打开'
}
