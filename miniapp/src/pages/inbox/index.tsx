import { EmptyState, Page } from '../../components'

export default function Inbox() {
  return (
    <Page title="消息" tab="inbox">
      <EmptyState icon="message" title="还没有消息" detail="订阅以后，村里公开新内容会在这里告诉您。" />
    </Page>
  )
}
