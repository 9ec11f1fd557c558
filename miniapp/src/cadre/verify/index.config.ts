export default definePageConfig({ navigationBarTitleText: '核对村民' })
