import { useScreen } from '../../api/use-screen'
import { Card, EmptyState, Page, Row, TextSizeButton } from '../../components'
import { dayText } from '../../format/date'
import { region } from '../../store/region'

export default function Home() {
  const code = region.use()
  const screen = useScreen('GET /api/screens/home', code === null ? null : { query: { region: code } })
  if (code === null) {
    return (
      <Page title="护塘" tab="home" action={<TextSizeButton />}>
        <EmptyState icon="home" title="请先选一个村" />
      </Page>
    )
  }
  return (
    <Page title={screen.data?.region.name ?? '护塘'} tab="home" action={<TextSizeButton />} screen={screen}>
      {(home) => (
        <Card title="最新公开" flush>
          {home.newest.map((notice) => (
            <Row
              key={notice.id}
              title={notice.title}
              detail={notice.plain ?? '本村村民认证后可看'}
              note={`${dayText(notice.publishedAt)} · ${notice.itemName}`}
            />
          ))}
        </Card>
      )}
    </Page>
  )
}
