import { EmptyState, Page } from '../../components'

export default function Catalogue() {
  return (
    <Page title="公开目录" tab="catalogue">
      <EmptyState icon="catalogue" title="请先选一个村" detail="选好后，这里列出村里应当公开的全部事项。" />
    </Page>
  )
}
