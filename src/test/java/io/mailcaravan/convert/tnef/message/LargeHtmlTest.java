package io.mailcaravan.convert.tnef.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LargeHtmlTest {

    @Test
    void readersShouldSeeTheSameAsOfASmallPage() {
        String page =
                "<HTML><head><title>no</title><style>p { x: \"</p>\" }</STYLE></head>\r\n<body>"
                        + "<p>one &amp; <b>two</b>&nbsp;&#8364;</p><!-- <p>no -->\r\n<div>three<br>four</div>"
                        + "<ul><li>first</li><li>second</li></ul><script>no()</script>"
                        + "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table></body></html>";

        assertThat(LargeHtml.text(page))
                .isEqualTo("one & two\u00A0€\n\nthree\nfour\n* first\n* second\na\tb\nc\n")
                .isEqualTo(HtmlText.text(page));
    }

    @Test
    void whatIsNotClosedShouldEndThePage() {
        assertThat(LargeHtml.text("1 < 2 <p")).isEqualTo("1 < 2\n");
        assertThat(LargeHtml.text("one<!-- two")).isEqualTo("one\n");
        assertThat(LargeHtml.text("one<style>two</sty")).isEqualTo("one\n");
        assertThat(LargeHtml.text("")).isEqualTo("\n");
    }

    @Test
    void largePageShouldBeReadToItsEnd() {
        assertThat(HtmlText.text("<p>word</p>".repeat(100_000) + "the end")).endsWith("the end\n");
    }
}
