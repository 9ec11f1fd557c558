export default definePageConfig({ navigationBarTitleText: '短信费' })
