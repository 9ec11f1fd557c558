import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { type ReactNode, useEffect, useState } from 'react'
import { SearchBox } from '../../components'
import { plainCard } from '../../format/card'
import { queryString } from '../../format/url'
import { goTo } from '../../hooks/navigation'
import { useFresh } from '../../hooks/use-fresh'
import { useScreen } from '../../hooks/use-screen'
import { useShownRegion, visit } from '../../store/region'
import { showCounts } from '../../store/unread'
import { ErrorState, FreshBar, NoRegion, Page, RegionPicker, TextSizeButton, Welcome } from '../../widgets'
import { Asked } from './asked'
import { Categories } from './categories'
import { Due } from './due'
import { Concerns, First } from './first'
import type { HomeData } from './heroes'
import { Newest } from './newest'
import { Office } from './office'
import { Top } from './top'

export default function Home() {
  useLinkedRegion()
  const code = useShownRegion()
  const [picking, setPicking] = useState(false)
  const asked = code === null ? null : { query: { region: code } }
  const screen = useScreen('GET /api/screens/home', asked)
  const fresh = useFresh(code, screen, 'GET /api/screens/home', asked, ({ newest }) =>
    newest.map(({ id, publishedAt }) => `${id} ${publishedAt}`),
  )
  useShareAppMessage(() => sharedHome(screen.data, code))
  const user = screen.data?.user
  useEffect(() => {
    if (user) showCounts(user)
  }, [user])
  if (code === null) {
    return (
      <Page title="护塘" tab="home" action={<TextSizeButton />}>
        <NoRegion />
      </Page>
    )
  }
  const lost = screen.data === undefined && screen.error?.status === 404
  if (lost && screen.error) {
    return (
      <Page title="护塘" tab="home" action={<TextSizeButton />}>
        <ErrorState error={screen.error} onRetry={() => void screen.reload()} />
        <NoRegion />
      </Page>
    )
  }
  return (
    <Page
      title={titleOf(screen.data)}
      tab="home"
      head={<Top name={screen.data?.region.name ?? '护塘'} onSwitch={() => setPicking(true)} />}
      screen={screen}
      below={<RegionPicker open={picking} onClose={() => setPicking(false)} />}
    >
      {(home) => (
        <>
          <Sections
            home={home}
            welcome={
              home.welcome === null ? null : (
                <Welcome
                  text={home.welcome}
                  onAnswer={() => screen.change((old) => ({ ...old, welcome: null }))}
                />
              )
            }
          />
          <FreshBar fresh={fresh} tab />
        </>
      )}
    </Page>
  )
}

/** 转发: the village's own page; a phone without a village is offered the choice. */
function sharedHome(home: HomeData | undefined, code: string | null) {
  const path = `/pages/home/index${queryString({ region: code })}`
  const title = home ? `${home.region.name}${titleOf(home)}` : '村务公开'
  return { title, path, imageUrl: plainCard }
}

// The village's name stands right below.
function titleOf(home: HomeData | undefined): string {
  if (!home) return '护塘'
  return home.region.level === 'village' ? '村务公开' : '政务公开'
}

function Sections({ home, welcome }: { home: HomeData; welcome: ReactNode }) {
  return (
    <>
      <SearchBox placeholder="找公开、找名单" onPress={() => goTo('search', { region: home.region.code })} />
      <First home={home} />
      {welcome}
      <Due due={home.due} />
      <Concerns home={home} />
      <Asked home={home} />
      <Newest home={home} />
      <Categories home={home} />
      <Office office={home.office} />
    </>
  )
}

// The page's address may name a village (h5 links, shared cards).
function useLinkedRegion() {
  const named = useRouter().params.region
  useEffect(() => {
    if (named) visit(named)
  }, [named])
}
