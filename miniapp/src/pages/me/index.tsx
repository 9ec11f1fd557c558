import { Page, TextSizePicker } from '../../components'

export default function Me() {
  return (
    <Page title="我的" tab="me">
      <TextSizePicker />
    </Page>
  )
}
