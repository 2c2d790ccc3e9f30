package dev.manticore.migrations.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** An application that is started as a program. Its exit code is {@link #WENT_ON} if the start does not end it. */
final class DryRunProgram {
    static final int WENT_ON = 9;

    private DryRunProgram() {}

    public static void main(String[] arguments) {
        SpringApplication program = new SpringApplication(BeansTest.OneDataSource.class);
        program.setWebApplicationType(WebApplicationType.NONE);
        program.run(arguments);
        System.exit(WENT_ON);
    }
}
