import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, SearchBox } from '../../components'
import { goTo } from '../../hooks/navigation'
import { useFresh } from '../../hooks/use-fresh'
import { useScreen } from '../../hooks/use-screen'
import { region } from '../../store/region'
import { showCounts } from '../../store/unread'
import {
  ErrorState,
  FreshBar,
  NoRegion,
  NoticeRow,
  Page,
  RegionPicker,
  TextSizeButton,
  Welcome,
} from '../../widgets'
import { Concerns } from './concerns'
import { Missing } from './missing'
import { Office } from './office'
import { OwnFirms } from './own-firms'
import { RegionDoor } from './region-door'
import { Tiles } from './tiles'
import { WaitingWork } from './waiting-work'

type HomeData = Answer<'GET /api/screens/home'>

export default function Home() {
  useLinkedRegion()
  const code = region.use()
  const [picking, setPicking] = useState(false)
  const asked = code === null ? null : { query: { region: code } }
  const screen = useScreen('GET /api/screens/home', asked)
  const fresh = useFresh(code, screen, 'GET /api/screens/home', asked, ({ newest }) =>
    newest.map(({ id, publishedAt }) => `${id} ${publishedAt}`),
  )
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
    <Page title={titleOf(screen.data)} tab="home" action={<TextSizeButton />} screen={screen}>
      {(home) => (
        <>
          <RegionDoor name={home.region.name} onPress={() => setPicking(true)} />
          {home.welcome === null ? null : (
            <Welcome
              text={home.welcome}
              onAnswer={() => screen.change((old) => ({ ...old, welcome: null }))}
            />
          )}
          <Sections home={home} />
          <FreshBar fresh={fresh} tab />
          <RegionPicker open={picking} onClose={() => setPicking(false)} />
        </>
      )}
    </Page>
  )
}

// The village's name is not in the title, because it is shown right below.
function titleOf(home: HomeData | undefined): string {
  if (!home) return '护塘'
  return home.region.level === 'village' ? '村务公开' : '政务公开'
}

function Sections({ home }: { home: HomeData }) {
  return (
    <>
      <SearchBox onPress={() => goTo('search', { region: home.region.code })} />
      <WaitingWork home={home} />
      <Concerns home={home} />
      <OwnFirms home={home} />
      <Tiles home={home} />
      <Missing home={home} />
      {home.newest.length > 0 ? (
        <Card title="最新公开" flush>
          {home.newest.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} />
          ))}
        </Card>
      ) : (
        <EmptyState title="还没有公开内容" detail="一有新内容，就在这里。" />
      )}
      <Office office={home.office} />
    </>
  )
}

// The page's address may name a village (h5 links, shared cards).
function useLinkedRegion() {
  const named = useRouter().params.region
  useEffect(() => {
    if (named) region.set(named)
  }, [named])
}
