import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { type ReactNode, useEffect } from 'react'
import { a11y } from '../../a11y/a11y'
import type { Screen } from '../../api/use-screen'
import { textSize } from '../../theme/text-size'
import { Skeleton } from '../skeleton/skeleton'
import { ErrorState } from '../states/error-state'
import { OfflineNote } from '../states/offline-note'
import { TabBar, type TabId } from '../tab-bar/tab-bar'
import { ToastHost } from '../toast/toast'
import { TitleBar } from './title-bar'
import './page.scss'

interface Frame {
  title: string
  /** One of the four tabs: its bar is drawn and there is no way back. */
  tab?: TabId
  /** At the right of the title: a quiet button. */
  action?: ReactNode
  /** Stays at the foot, within the thumb's reach: the page's one primary action. */
  foot?: ReactNode
  /** Over the screen's states: what stays while it loads, as a search box. */
  above?: ReactNode
  /** Under them: what is there whether or not the server answers. */
  below?: ReactNode
}

export type PageProps<T> = Frame &
  ({ screen?: undefined; children?: ReactNode } | { screen: Screen<T>; children: (data: T) => ReactNode })

/** Every page's frame: title, text size, the states of what it reads, tabs. */
export function Page<T>(props: PageProps<T>) {
  const { title, tab, action, foot, above, below } = props
  const size = textSize.use()
  useEffect(() => {
    void Taro.setNavigationBarTitle({ title })
  }, [title])
  const room = tab ? 'page--tabs' : foot ? 'page--foot' : ''
  return (
    <View className={`page size-${size} ${room}`}>
      <TitleBar title={title} root={tab !== undefined} action={action} />
      <View className="page__content" {...a11y({ role: 'main' })}>
        {above}
        {props.screen ? <ScreenStates screen={props.screen}>{props.children}</ScreenStates> : props.children}
        {below}
      </View>
      {foot ? <View className="page__foot">{foot}</View> : null}
      {tab ? <TabBar current={tab} /> : null}
      <ToastHost />
    </View>
  )
}

function ScreenStates<T>({ screen, children }: { screen: Screen<T>; children: (data: T) => ReactNode }) {
  const retry = () => void screen.reload()
  if (screen.data === undefined) {
    return screen.error ? <ErrorState error={screen.error} onRetry={retry} /> : <Skeleton />
  }
  return (
    <>
      {screen.copiedAt === undefined ? null : <OfflineNote copiedAt={screen.copiedAt} onRetry={retry} />}
      {screen.error && screen.copiedAt === undefined ? (
        <Text className="page__stale">{screen.error.message}</Text>
      ) : null}
      {children(screen.data)}
    </>
  )
}
