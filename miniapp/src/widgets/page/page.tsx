import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { type ReactNode, useEffect } from 'react'
import { a11y, landmark } from '../../a11y/a11y'
import { OverPageContext } from '../../components/dialog/over-page'
import { OfflineNote } from '../../components/states/offline-note'
import { ToastHost } from '../../components/toast/toast'
import type { Screen } from '../../hooks/use-screen'
import { opening } from '../../store/opening'
import { textSize } from '../../store/text-size'
import { TextSizeContext } from '../../theme/text-size'
import { Away } from '../away/away'
import { useDeskNav } from '../desk-nav/desk-nav-door'
import { Loaded } from '../loaded/loaded'
import { TabBar, type TabId } from '../tab-bar/tab-bar'
import { OpeningCover } from './opening-cover'
import { shapeOf } from './shape'
import { TitleBar } from './title-bar'
import { useOverPage } from './use-over-page'
import './page.scss'

interface Frame {
  title: string
  /** A page of the tab bar: the bar is drawn, and there is no back button. */
  tab?: TabId
  /** A quiet button to the right of the title. */
  action?: ReactNode
  /** In the place of the title bar, with a heading of its own. */
  head?: ReactNode
  /** Fixed at the bottom, where the thumb reaches: the page's primary button. */
  foot?: ReactNode
  /** Above what is read: stays while it loads, like a search box. */
  above?: ReactNode
  /** Beside what is read on a desk, above it on a phone; stays while it loads, like the filters of a list. */
  beside?: ReactNode
  /** Uses the width of a desk's window, for work beside a list; pages for reading stay a column. */
  wide?: boolean
  /** Below what is read: shown whether or not the server answers. */
  below?: ReactNode
}

export type PageProps<T> = Frame &
  ({ screen?: undefined; children?: ReactNode } | { screen: Screen<T>; children: (data: T) => ReactNode })

/** The frame of every page: title, text size, loading and errors of what it reads, tab bar. */
export function Page<T>(props: PageProps<T>) {
  const { title, tab, action, head, foot, above, beside, below, wide } = props
  const size = textSize.use()
  const next = opening.use() !== null
  const over = useOverPage()
  const covered = over.front !== undefined
  useEffect(() => {
    // WeChat's bar says 护塘: the title stands on the page, where the text size reaches it.
    if (process.env.TARO_ENV === 'h5') void Taro.setNavigationBarTitle({ title })
  }, [title])
  // This page is what was being opened.
  useEffect(() => opening.set(null), [])
  const read = props.screen ? (
    <ScreenStates screen={props.screen}>{props.children}</ScreenStates>
  ) : (
    props.children
  )
  const room = tab ? 'page--tabs' : foot ? 'page--foot' : ''
  const nav = useDeskNav()
  const behind = a11y({ hidden: covered || undefined })
  return (
    <TextSizeContext.Provider value={size}>
      <OverPageContext.Provider value={over}>
        <View
          className={`page size-${size} ${room}${wide ? ' page--wide' : ''}${nav ? ' page--office' : ''}`}
        >
          <TitleBar title={title} root={tab !== undefined} action={action} head={head} covered={covered} />
          <View
            className="page__content"
            {...a11y({ role: 'main', tab: -1, hidden: next || covered || undefined })}
          >
            {tab && tab !== 'me' ? <Away /> : null}
            {above}
            {beside ? (
              <View className="page__panes">
                <View className="page__beside">{beside}</View>
                <View>{read}</View>
              </View>
            ) : (
              read
            )}
            {below}
          </View>
          {nav}
          <OpeningCover />
          {foot ? (
            <View className="page__foot" {...landmark('region', '可以办的')} {...behind}>
              {foot}
            </View>
          ) : null}
          {tab ? <TabBar current={tab} covered={covered} /> : null}
          <View ref={over.setPlace} />
          <ToastHost />
        </View>
      </OverPageContext.Provider>
    </TextSizeContext.Provider>
  )
}

function ScreenStates<T>({ screen, children }: { screen: Screen<T>; children: (data: T) => ReactNode }) {
  const { copiedAt, error } = screen
  const shape = shapeOf(useRouter().path)
  return (
    <Loaded screen={screen} shape={shape}>
      {(data) => (
        <>
          {copiedAt === undefined ? null : (
            <OfflineNote copiedAt={copiedAt} onRetry={() => void screen.reload()} />
          )}
          {error && copiedAt === undefined ? <Text className="page__stale">{error.message}</Text> : null}
          {children(data)}
        </>
      )}
    </Loaded>
  )
}
